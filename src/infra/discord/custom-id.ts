type ParameterOf<Pattern extends string> = Pattern extends `${infer Head}/${infer Tail}`
  ? ParameterOf<Head> | ParameterOf<Tail>
  : Pattern extends `:${infer Name}`
    ? Name
    : never;

export interface CustomId<Pattern extends string> {
  /** For necord's decorators, such as `tasks/complete/:postId`. */
  readonly pattern: Pattern;
  /** For views: the custom id with its parameters filled in. */
  build(params: Record<ParameterOf<Pattern>, string>): string;
}

const MAX_CUSTOM_ID_LENGTH = 100;

/**
 * The custom ids of one kind of button, select or modal: the handler takes `pattern`, the view `build`.
 * A custom id grants nothing; it names a document that is looked up again by guild and member.
 */
export function customId<const Pattern extends string>(pattern: Pattern): CustomId<Pattern> {
  return {
    pattern,
    build(params) {
      const values = params as Record<string, string>;
      const id = pattern.replace(/:(\w+)/g, (_, name: string) => {
        const value = values[name];
        if (value === undefined || !/^[\w-]+$/.test(value))
          throw new TypeError(`${pattern}: bad value for ${name}`);
        return value;
      });
      if (id.length > MAX_CUSTOM_ID_LENGTH)
        throw new RangeError(`${pattern}: longer than ${MAX_CUSTOM_ID_LENGTH} characters`);
      return id;
    },
  };
}
