import { BadRequestException } from '@nestjs/common';
import { z } from 'zod';

/** A form and a script send the same fields: texts, each once. */
const textForm = z.object({
  address: z.string().max(1_000),
  chainId: z
    .string()
    .regex(/^[1-9][0-9]{0,14}$/)
    .transform(Number)
    .default(1),
});

const proofForm = z.object({
  token: z.string().regex(/^[\w-]{43}$/),
  signature: z.string().max(12_000),
  text: z.string().max(4_000).optional(),
});

/** @throws BadRequestException */
export const readTextForm = (body: unknown): z.infer<typeof textForm> => read(textForm, body);

/** @throws BadRequestException */
export const readProofForm = (body: unknown): z.infer<typeof proofForm> => read(proofForm, body);

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body);
  if (!result.success) throw new BadRequestException('A bad form');
  return result.data;
}
