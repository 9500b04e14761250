/** It brings no types of its own; these are what the benchmark calls. */
declare module 'migrate-mongo' {
  export const config: { set(config: object): void };
  export const database: { connect(): Promise<{ db: unknown; client: { close(): Promise<void> } }> };
  export function up(db: unknown, client: unknown): Promise<string[]>;
}
