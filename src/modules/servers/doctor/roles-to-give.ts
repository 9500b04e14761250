import { Injectable } from '@nestjs/common';

/** The roles that something gives to members of a server, at this moment. */
type RolesOf = (guildId: string) => Promise<readonly string[]>;

/** Which roles the bot gives in a server: whoever gives some says so here. */
@Injectable()
export class RolesToGive {
  private readonly sources: RolesOf[] = [];

  /** Modules register before the start. */
  register(rolesOf: RolesOf): void {
    this.sources.push(rolesOf);
  }

  async in(guildId: string): Promise<readonly string[]> {
    const found = await Promise.all(this.sources.map((rolesOf) => rolesOf(guildId)));
    return [...new Set(found.flat())];
  }
}
