import mongoose from 'mongoose';

/**
 * Mongoose's own defaults break the rules here: buffering hides an absent server for 10 s, unknown
 * filter fields match everything, and indexes made at start belong to migrations.
 */
mongoose.set('bufferCommands', false);
mongoose.set('strictQuery', 'throw');
mongoose.set('strict', 'throw');
mongoose.set('autoIndex', false);
mongoose.set('autoCreate', false);
mongoose.set('transactionAsyncLocalStorage', true);
