/**
 * Before `@napi-rs/canvas` is loaded: it would read every font of the machine, for a fifth of a second, and
 * take signs from them, so that a picture would look different wherever it is drawn.
 */
export function leaveSystemFontsAlone(): void {
  process.env.DISABLE_SYSTEM_FONTS_LOAD = '1';
}
