import { NotImplementedHere } from './api-error.ts';

/** Rooms that are planned and still empty. Everything else that is unknown is refused the same way, without a name. */
const plannedRooms: readonly (readonly [RegExp, string])[] = [
  [/^\/api\/(v\d+\/)?oauth2\//, 'this part of OAuth2'],
  [/^\/oauth2\//, 'this part of OAuth2'],
];

/** The 501 for a route that nothing answers. */
export function notYet(method: string, path: string): NotImplementedHere {
  const room = plannedRooms.find(([pattern]) => pattern.test(path))?.[1];
  return new NotImplementedHere(room === undefined ? `${method} ${path}` : `${room} yet (${method} ${path})`);
}
