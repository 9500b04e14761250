import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { type Board, type BoardAnchor, type BoardKind, BoardsService } from '../../points/index.js';
import { ServersService } from '../../servers/index.js';

/** `/leaderboard`: the boards of the server's community. */
@Injectable()
export class LeaderboardService {
  constructor(
    private readonly boards: BoardsService,
    private readonly servers: ServersService,
  ) {}

  /** @throws NotLinkedError */
  open(action: MemberAction, kind: BoardKind): Promise<Board> {
    return this.turn(action, this.boards.currentPeriod(kind));
  }

  /** @throws NotLinkedError */
  async turn({ guildId, discordId }: MemberAction, period: string, anchor?: BoardAnchor): Promise<Board> {
    const { communityId } = await this.servers.requireLinked(guildId);
    return this.boards.page(communityId, discordId, period, anchor);
  }
}
