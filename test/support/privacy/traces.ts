import { mongo } from 'mongoose';

/** All documents of a database, by collection and id, as the bytes they are. */
export async function everyDocument(db: mongo.Db): Promise<Map<string, Buffer>> {
  const documents = new Map<string, Buffer>();
  for (const { name } of await db.listCollections({ type: 'collection' }).toArray())
    for await (const raw of db.collection(name).find({}, { raw: true })) {
      const bytes = raw as unknown as Buffer;
      documents.set(`${name}/${String(mongo.BSON.deserialize(bytes)._id)}`, Buffer.from(bytes));
    }
  return documents;
}

/** Every form in which words could be left behind. */
export const tracesOfWords = (words: readonly string[]): Buffer[] =>
  words.flatMap((text) => [
    Buffer.from(text),
    Buffer.from(text.toLowerCase()),
    Buffer.from(Buffer.from(text).toString('base64').replace(/=+$/, '')),
    Buffer.from(Buffer.from(text).toString('hex')),
  ]);

/** The same of an id, which is a number too. */
export function tracesOfId(discordId: string): Buffer[] {
  const asNumber = Buffer.alloc(8);
  asNumber.writeBigInt64LE(BigInt(discordId));
  const asDouble = Buffer.alloc(8);
  asDouble.writeDoubleLE(Number(discordId));
  const asHex = Buffer.from(BigInt(discordId).toString(16));
  return [...tracesOfWords([discordId]), asNumber, asDouble, asHex];
}

/** Hex digits are bytes as well. */
export const tracesOfHex = (hex: string): Buffer[] => [
  ...tracesOfWords([hex]),
  Buffer.from(hex, 'hex'),
  Buffer.from(Buffer.from(hex, 'hex').toString('base64').replace(/=+$/, '')),
];

/** The keys of the documents that hold any of these. */
export const keysHolding = (documents: ReadonlyMap<string, Buffer>, traces: readonly Buffer[]): string[] =>
  [...documents].filter(([, bytes]) => traces.some((trace) => bytes.includes(trace))).map(([key]) => key);
