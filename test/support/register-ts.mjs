// node --experimental-transform-types --import …/register-ts.mjs: lets Node run our TypeScript, whose imports
// end in .js, with nothing compiled before. Decorators are beyond it.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, resolve as resolvePath } from 'node:path';
import { fileURLToPath } from 'node:url';

registerHooks({
  resolve(specifier, context, nextResolve) {
    const { parentURL } = context;
    if (parentURL?.endsWith('.ts') && /^\..*\.js$/.test(specifier)) {
      const source = specifier.replace(/\.js$/, '.ts');
      if (existsSync(resolvePath(dirname(fileURLToPath(parentURL)), source)))
        return nextResolve(source, context);
    }
    return nextResolve(specifier, context);
  },
});
