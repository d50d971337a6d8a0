import { checkSettings, type CheckedSettings } from '../../src/active-directory/check-settings.ts'

/** For a scripted server: on loopback, and in clear text. */
export function scriptedSettings(
  urls: readonly string[],
  more: { timeoutMs?: number; userFilter?: string; bindDn?: string; bindPassword?: string } = {}
): CheckedSettings {
  return checkSettings({ urls, startTls: false, baseDns: [], timeoutMs: 2000, ...more })
}
