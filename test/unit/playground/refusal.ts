import { ApiError } from '../../../playground/discord/api-error.ts';

/** The refusal that `act` ends with; a test that expects one fails without it. */
export function refusalOf(act: () => unknown): ApiError {
  try {
    act();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

/** Where the errors of a 50035 stand, such as `embeds.0.title`, with their codes. */
export function errorPaths(refusal: ApiError): Record<string, string> {
  const paths: Record<string, string> = {};
  const walk = (node: unknown, path: readonly string[]): void => {
    for (const [key, value] of Object.entries(node as Record<string, unknown>)) {
      if (key === '_errors')
        paths[path.join('.')] = (value as { code: string }[]).map(({ code }) => code).join(',');
      else walk(value, [...path, key]);
    }
  };
  walk(refusal.errors ?? {}, []);
  return paths;
}
