import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { type Owned, type Requirement, RequirementOwner } from '../../requirements/index.js';
import { ServersService } from '../../servers/index.js';
import { allowlistEditorId } from '../allowlists.custom-ids.js';
import { AllowlistLifeError, AllowlistOptionsError } from '../allowlists.errors.js';
import { AllowlistMoves } from '../life/allowlist-moves.service.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import { AllowlistEditorService } from './allowlist-editor.service.js';
import { AllowlistEditingRepository, UNOPENED } from './allowlist-editing.repository.js';

/** Requirements of allowlists, until they open: who may enter does not change while some are in. */
@Injectable()
export class AllowlistRequirements extends RequirementOwner {
  readonly name = 'allowlist';
  readonly permission = 'allowlists.run';

  constructor(
    private readonly moves: AllowlistMoves,
    private readonly editors: AllowlistEditorService,
    private readonly editing: AllowlistEditingRepository,
    private readonly servers: ServersService,
  ) {
    super();
  }

  /**
   * @throws NotLinkedError
   * @throws AllowlistNotFoundError
   * @throws AllowlistLifeError it is open already, or over
   */
  override async find(action: MemberAction, connectionId: string): Promise<Owned> {
    return ownedBy(await this.editable(action, connectionId));
  }

  /** @throws the same as `find`; and AllowlistOptionsError where somebody changed them just now */
  override async change(
    action: MemberAction,
    connectionId: string,
    next: (now: readonly Requirement[]) => readonly Requirement[],
  ): Promise<Owned> {
    const before = await this.editable(action, connectionId);
    const requirements = [...next(before.allowlistData.requirements)];
    const write = () => this.editing.change(before, ['requirements'], { requirements }, UNOPENED);
    const saved = await this.editors.save(action, before, write, 'allowlist.requirements');
    if (saved === null)
      throw new AllowlistOptionsError('Changed meanwhile', (texts) => texts.allowlistEditor.notAnyMore);
    return ownedBy(saved);
  }

  private async editable(action: MemberAction, connectionId: string): Promise<DiscordAllowlistConnection> {
    await this.servers.requireLinked(action.guildId);
    const allowlist = await this.moves.find(action, connectionId);
    const { status } = allowlist.allowlistData;
    if (!UNOPENED.includes(status))
      throw new AllowlistLifeError(
        `The allowlist is ${status}`,
        (texts) => texts.allowlistLife.refused[status],
      );
    return allowlist;
  }
}

const ownedBy = ({ _id, communityId, allowlistData }: DiscordAllowlistConnection): Owned => {
  const postId = _id.toHexString();
  const { title, requirements } = allowlistData;
  const backId = allowlistEditorId.build({ connectionId: postId });
  return { postId, communityId, title, requirements, backId };
};
