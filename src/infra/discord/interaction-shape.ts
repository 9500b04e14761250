import { ApplicationCommandOptionType as OptionType, InteractionType } from 'discord.js';
import { z } from 'zod';
import { isSnowflake } from '../../kernel/snowflake.js';

const text = z.string();
const id = z.string().refine(isSnowflake);
const user = z.object({ id, username: text });
const member = z.object({ user, roles: z.array(id), permissions: z.string().regex(/^\d{1,20}$/) });

const valueOf = (type: OptionType, value: z.ZodType) =>
  z.object({ type: z.literal(type), name: text, value });
/** While a number is being typed, Discord sends what stands there. */
const whileTyped = (type: OptionType) =>
  z.object({ type: z.literal(type), name: text, value: text, focused: z.literal(true) });
const option: z.ZodType = z.lazy(() =>
  z.union([
    z.object({
      type: z.literal([OptionType.Subcommand, OptionType.SubcommandGroup]),
      name: text,
      options: z.array(option).optional(),
    }),
    valueOf(OptionType.String, text),
    valueOf(OptionType.Integer, z.int()),
    valueOf(OptionType.Number, z.number()),
    whileTyped(OptionType.Integer),
    whileTyped(OptionType.Number),
    valueOf(OptionType.Boolean, z.boolean()),
    ...[
      OptionType.User,
      OptionType.Channel,
      OptionType.Role,
      OptionType.Mentionable,
      OptionType.Attachment,
    ].map((type) => valueOf(type, id)),
  ]),
);
const resolved = z.record(z.string(), z.record(z.string(), z.object({}))).optional();

const command = z.object({
  id,
  name: text,
  type: z.int().optional(),
  target_id: id.optional(),
  options: z.array(option).optional(),
  resolved,
});
const press = z.object({
  custom_id: text,
  component_type: z.int(),
  values: z.array(text).optional(),
  resolved,
});
const field: z.ZodType = z.lazy(() =>
  z.object({
    type: z.int(),
    custom_id: text.optional(),
    value: z.union([text, z.boolean()]).nullish(),
    values: z.array(text).nullish(),
    component: field.optional(),
    components: z.array(field).optional(),
  }),
);
const form = z.object({ custom_id: text, components: z.array(field), resolved });

const common = {
  guild_id: id.optional(),
  channel_id: id.optional(),
  member: member.optional(),
  user: user.optional(),
};
const interaction = z
  .discriminatedUnion('type', [
    z.object({
      ...common,
      type: z.literal([InteractionType.ApplicationCommand, InteractionType.ApplicationCommandAutocomplete]),
      data: command,
    }),
    z.object({
      ...common,
      type: z.literal(InteractionType.MessageComponent),
      data: press,
      message: z.object({ id }),
    }),
    z.object({ ...common, type: z.literal(InteractionType.ModalSubmit), data: form }),
  ])
  .refine((sent) => (sent.guild_id === undefined ? sent.user !== undefined : sent.member !== undefined), {
    path: ['member'],
  });

/**
 * Where a payload is not of the form that Discord sends, such as `data.options.0.value`; nothing when it is.
 * Handlers then read texts where texts are due, never an object that could become part of a query.
 */
export function misshapenPart(raw: unknown): string | undefined {
  const result = interaction.safeParse(raw);
  return result.success ? undefined : result.error.issues[0]?.path.join('.');
}
