import type { DirectorySettings } from '../../src/active-directory/check-settings.ts'
import type { SambaAd } from './samba-ad.ts'

/** The domain as its plain reader sees it, over LDAPS. */
export function sambaSettings(
  ad: SambaAd,
  more: Partial<DirectorySettings> = {}
): DirectorySettings {
  return {
    urls: [ad.ldapsUrl],
    startTls: false,
    ca: ad.ca,
    bindDn: ad.reader.dn,
    bindPassword: ad.reader.password,
    baseDns: [],
    timeoutMs: 10_000,
    ...more
  }
}
