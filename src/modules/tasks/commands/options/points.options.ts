import type { User } from 'discord.js';
import { IntegerOption, StringOption, UserOption } from 'necord';
import { localizedOption } from '../../../../locales/index.js';
import { MOST_BY_HAND, REASON_BY_HAND_MAX } from '../../points/manual-points.rules.js';

/** Of both directions; a payload that no client made may lack any of them. */
export class PointsOptions {
  @UserOption({ ...localizedOption('taskPoints', 'member'), required: true })
  member!: User | null;

  @IntegerOption({
    ...localizedOption('taskPoints', 'amount'),
    min_value: 1,
    max_value: MOST_BY_HAND,
    required: true,
  })
  amount!: number | null;

  @StringOption({
    ...localizedOption('taskPoints', 'reason'),
    max_length: REASON_BY_HAND_MAX,
    required: true,
  })
  reason!: string | null;
}
