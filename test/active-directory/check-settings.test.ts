import { rootCertificates } from 'node:tls'
import t from 'tap'
import { checkSettings, type DirectorySettings } from '../../src/active-directory/check-settings.ts'

const least: DirectorySettings = {
  urls: ['ldaps://dc1'],
  startTls: false,
  baseDns: [],
  timeoutMs: 1
}

t.strictSame(checkSettings(least).servers, [
  { url: 'ldaps://dc1:636', host: 'dc1', name: 'dc1:636', security: 'ldaps' }
])
t.equal(checkSettings(least).pageSize, 1000)
t.equal(checkSettings(least).credentials, undefined)
t.equal(checkSettings({ ...least, userFilter: '' }).userFilter, undefined)
t.equal(checkSettings({ ...least, userFilter: '(a=b)' }).userFilter?.toString(), '(a=b)')
t.ok(checkSettings({ ...least, ca: `Subject: x\n${rootCertificates[0]}\n${rootCertificates[1]}` }))

const urls: readonly [url: string, startTls: boolean, name: string, security: string][] = [
  ['ldaps://dc1:3269/', true, 'dc1:3269', 'ldaps'],
  ['ldap://dc1', true, 'dc1:389', 'startTls'],
  ['ldap://localhost:1389', false, 'localhost:1389', 'none'],
  ['ldap://127.0.0.10', false, '127.0.0.10:389', 'none'],
  ['ldap://[::1]:1389', false, '[::1]:1389', 'none']
]
for (const [url, startTls, name, security] of urls) {
  t.match(checkSettings({ ...least, urls: [url], startTls }).servers, [{ name, security }], url)
}
t.equal(checkSettings({ ...least, urls: ['ldaps://[::1]'] }).servers[0]?.host, '::1')

const garbage = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
const refused: readonly [broken: Partial<DirectorySettings>, detail: RegExp][] = [
  [{ urls: [] }, /DIRECTORY_URL/],
  [{ urls: ['dc1'] }, /DIRECTORY_URL/],
  [{ urls: ['https://dc1'] }, /DIRECTORY_URL/],
  [{ urls: ['ldaps://'] }, /DIRECTORY_URL/],
  [{ urls: ['ldaps://ada:secret@dc1'] }, /nothing else/],
  [{ urls: ['ldaps://dc1/DC=contoso'] }, /nothing else/],
  [{ urls: ['ldap://dc1'] }, /clear text/],
  [{ urls: ['ldap://10.0.0.1'] }, /clear text/],
  [{ urls: ['ldap://127.evil.test'] }, /clear text/],
  [{ bindDn: 'ada' }, /without DIRECTORY_BIND_PASSWORD/],
  [{ bindDn: 'ada', bindPassword: '' }, /without DIRECTORY_BIND_PASSWORD/],
  [{ bindPassword: 'secret' }, /without DIRECTORY_BIND_DN/],
  [{ userFilter: '(a=b' }, /DIRECTORY_USER_FILTER/],
  [{ ca: 'no certificate' }, /DIRECTORY_CA_FILE .*PEM/],
  [{ ca: garbage }, /no certificates that can be read/],
  [{ ca: `${rootCertificates[0]}\n${garbage}` }, /no certificates that can be read/]
]
for (const [broken, detail] of refused) {
  t.throws(
    () => checkSettings({ ...least, ...broken }),
    { code: 'invalid-configuration', details: { detail } },
    JSON.stringify(broken).slice(0, 60)
  )
}
try {
  checkSettings({ ...least, urls: ['ldaps://ada:secret@dc1'] })
} catch (error) {
  t.notMatch(JSON.stringify(error), /secret/, 'no credentials in an error')
}
