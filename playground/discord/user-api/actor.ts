import { refuse } from '../api-error.ts';
import { type HttpRequest } from '../http/router.ts';
import { type World } from '../world.ts';

/** Who acts. @throws ApiError 401 without a known member in the header */
export function actorOf(world: World, { authorization }: Pick<HttpRequest, 'authorization'>): string {
  const userId = /^Member (\d{17,19})$/.exec(authorization ?? '')?.[1];
  if (userId === undefined || !world.accounts.has(userId)) throw refuse('unauthorized');
  return userId;
}
