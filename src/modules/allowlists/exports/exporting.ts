import { ExportAllowlistSlash } from '../commands/export-allowlist.slash.js';
import { AllowlistExportService } from './allowlist-export.service.js';

export const exporting = [AllowlistExportService, ExportAllowlistSlash];
