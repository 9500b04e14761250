/** Where the arrows stand above the composer: among the choices, and from their end on among the options left. */
export class OptionCursor {
  choice = 0;
  /** Of the options that have no field yet; `null` while the arrows are among the choices. */
  option: number | null = null;

  reset(): void {
    this.choice = 0;
    this.option = null;
  }

  /** @returns whether the key was one that moves it */
  move(key: string, { choices, options }: { choices: number; options: number }): boolean {
    if (key === 'ArrowDown') this.down(choices, options);
    else if (key === 'ArrowUp') this.up();
    else return false;
    return true;
  }

  private down(choices: number, options: number): void {
    if (this.option !== null) this.option = Math.min(this.option + 1, options - 1);
    else if (this.choice < choices - 1) this.choice += 1;
    else if (options > 0) this.option = 0;
  }

  private up(): void {
    if (this.option === null) this.choice = Math.max(0, this.choice - 1);
    else this.option = this.option === 0 ? null : this.option - 1;
  }
}
