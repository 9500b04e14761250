import type { World } from './world.js';

type MethodsOf<Repository> = {
  [Name in keyof Repository]: Repository[Name] extends (...args: never[]) => unknown ? Name : never;
}[keyof Repository];

type Class<Instance> = abstract new (...args: never[]) => Instance;

type CallsOf<Repository> = Readonly<
  Record<MethodsOf<Repository>, (repository: Repository, world: World) => Promise<unknown>>
>;

/** Every public method of a class that holds a model, called as the service calls it. */
export interface Exercise {
  readonly of: Class<object>;
  /** Where Nest has it under another class. */
  readonly token: Class<object>;
  readonly calls: Readonly<Record<string, (repository: object, world: World) => Promise<unknown>>>;
}

/** A method that is not called here is a fault of types. */
export const exercise = <Repository extends object>(
  of: Class<Repository>,
  calls: CallsOf<Repository>,
  token: Class<object> = of,
): Exercise => ({ of, token, calls: calls as unknown as Exercise['calls'] });
