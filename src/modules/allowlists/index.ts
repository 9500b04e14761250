export { AllowlistsModule } from './allowlists.module.js';
