import { BadRequestException } from '@nestjs/common';
import type { Request } from 'express';

const LONGEST_VALUE = 2_048;

/**
 * The named parameters of an address, each there at most once. Others are ignored; brackets, as in
 * `id[$gt]`, are part of a name.
 *
 * @throws BadRequestException a parameter is empty, too long or there twice
 */
export function strictQuery<Name extends string>(
  request: Request,
  ...names: readonly Name[]
): Partial<Record<Name, string>> {
  const { searchParams } = new URL(request.originalUrl, 'http://page.invalid');
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const [value, ...more] = searchParams.getAll(name);
    if (value === undefined) continue;
    if (more.length > 0 || value === '' || value.length > LONGEST_VALUE)
      throw new BadRequestException(`A bad parameter: ${name}`);
    found[name] = value;
  }
  return found;
}
