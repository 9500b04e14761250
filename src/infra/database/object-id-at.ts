import { Types } from 'mongoose';

/** The lowest id that could have been made at a time: ids begin with their second. */
export const objectIdAt = (time: Date): Types.ObjectId =>
  Types.ObjectId.createFromTime(Math.floor(time.getTime() / 1000));
