import { Global, Module } from '@nestjs/common';
import { Assets } from './assets.js';
import { AssetsController } from './assets.controller.js';
import { BrowserIds } from './browser-ids.js';
import { Cookies } from './cookies.js';
import { HttpErrors } from './http-errors.js';
import { Pages } from './pages.js';
import { PublicUrl } from './public-url.js';

/** The pages of this bot: layout, headers, cookies, errors. Their controllers stand in the domains. */
@Global()
@Module({
  controllers: [AssetsController],
  providers: [Assets, BrowserIds, Cookies, HttpErrors, Pages, PublicUrl],
  exports: [Assets, BrowserIds, Cookies, HttpErrors, Pages, PublicUrl],
})
export class WebModule {}
