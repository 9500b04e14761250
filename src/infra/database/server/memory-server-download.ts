// Runs as a process of its own: the package takes its settings from the environment, prints its progress
// to stdout and knows no time limit. MONGOMS_DOWNLOAD_DIR and MONGOMS_VERSION say what to fetch.
import { constants, copyFile } from 'node:fs/promises';
import { MongoBinary } from 'mongodb-memory-server-core';

const target = process.argv[2];
if (target === undefined) throw new Error('usage: memory-server-download <target file>');
// A copy, because the package may have found a file of its own older caches.
await copyFile(await MongoBinary.getPath(), target, constants.COPYFILE_FICLONE);
