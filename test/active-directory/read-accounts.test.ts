import t from 'tap'
import { readAccounts } from '../../src/active-directory/read-accounts.ts'
import { recordingLog } from './recording-log.ts'

const domains = [
  { netbiosName: 'CONTOSO', dnsName: 'contoso.test', distinguishedName: 'DC=contoso,DC=test' }
]
const good = {
  dn: 'CN=Ada,DC=contoso,DC=test',
  objectGUID: Buffer.alloc(16),
  sAMAccountName: 'ada',
  userAccountControl: '512',
  whenCreated: '20240102030405.0Z'
}
const log = recordingLog()

const accounts = readAccounts([good, { ...good, whenCreated: [] }], domains, log)

t.strictSame(
  accounts.map(account => account.logonName),
  ['CONTOSO\\ada']
)
t.strictSame(log.lines, [
  {
    level: 'debug',
    facts: { attribute: 'whenCreated', distinguishedName: 'CN=Ada,DC=contoso,DC=test' },
    message: 'entry refused'
  }
])
