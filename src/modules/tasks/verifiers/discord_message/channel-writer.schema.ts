import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { collection, date, noMember, ownerId, snowflake } from '../../../../infra/database/schema/index.js';

/** That somebody wrote in a channel in which a task asks for it; never what. */
@Schema()
export class ChannelWriter {
  _id!: Types.ObjectId;

  @Prop(noMember(snowflake('The channel.')))
  channelId!: string;

  @Prop(ownerId('erase', 'Of no use without the member.', snowflake('Who wrote.')))
  discordId!: string;

  @Prop(date('When the member wrote there, after the newest of its open tasks began.'))
  wroteAt!: Date;

  @Prop(date('When the last of those tasks ends; then the row goes.'))
  expiresAt!: Date;
}

export const ONE_WRITER_EACH = 'channel_member_unique';

export const channelWriters = collection(ChannelWriter, {
  name: 'channel_writers',
  holds: 'That a member wrote in a channel, as long as an open task asks for it.',
  writtenBy: 'the gateway, when it hears of a message',
  ends: 'TTL: at `expiresAt`.',
  retention: {
    expires: {
      group: 'expired',
      field: 'expiresAt',
      afterSeconds: 0,
      ttl: { name: 'expires_ttl', serves: 'Ends with the tasks that ask for it.' },
    },
    keeps: 'Nothing beyond its time.',
  },
  indexes: [
    {
      name: ONE_WRITER_EACH,
      key: { channelId: 1, discordId: 1 },
      unique: true,
      serves: 'One row per member and channel; `ChannelWritersRepository.wroteSince`.',
    },
    { name: 'member', key: { discordId: 1 }, serves: "A member's rows: export and erasure." },
  ],
});
