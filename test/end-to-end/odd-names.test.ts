import * as fc from 'fast-check'
import t, { type Test } from 'tap'
import { createDirectory } from '../../src/active-directory/create-directory.ts'
import type { DirectorySettings } from '../../src/active-directory/check-settings.ts'
import type { Account } from '../../src/model/account.ts'
import { fold } from '../../src/planning/logon-name.ts'
import type { Directory } from '../../src/ports.ts'
import { company } from '../../src/sandbox/company.ts'
import { createDirectory as createTree } from '../../src/sandbox/ldap/create-directory.ts'
import { rdnOf } from '../../src/sandbox/ldap/dn.ts'
import { startLdapServer } from '../../src/sandbox/ldap/start-ldap-server.ts'
import { hostileTexts } from '../active-directory/hostile-texts.ts'
import { keys } from '../active-directory/keys.ts'
import { recordingLog } from '../active-directory/recording-log.ts'
import { startSambaAd } from '../peers/samba-ad.ts'

const never = new AbortController().signal
const root = 'DC=contoso,DC=test'

/** Logon names as Active Directory allows them: no `" / \ [ ] : ; | = , + * ? < >`, at most 20. */
const logonNames = [
  'abcdefghijklmnopqrst',
  'ääääääääääääääääääää',
  'Ægir.Þórsson',
  'Ἀλέξανδρος',
  '李小龙',
  'nıko.İz',
  'straße',
  // e and a combining acute accent, which no single character was made of.
  'Rene\u0301e.Q\u0301',
  '😀.smile',
  "maeve.o'neil",
  '#hash',
  'two words',
  '(par)en&(the)ses!',
  '%24{}~^`$',
  '-dash'
]

/** Common names, of people and of the units they lie in. */
const commonNames = [
  'Lovelace, Ada',
  'a+b',
  'q"uo"te',
  'back\\slash',
  'comma\\,already',
  'hex \\2c \\C3\\BC',
  '#hash',
  ' leading',
  'trailing ',
  '<angle>;=',
  'Rene\u0301e',
  '😀',
  "O'Neil (ext.) *",
  'dc=contoso,dc=test',
  ' #+,"\\<>;= '
]

/** One account for each logon name, each in a unit of its own. */
interface OddPerson {
  readonly name: string
  readonly unit: string
  readonly attributes: { cn: string; mail: string; employeeID: string }
}

const people: readonly OddPerson[] = logonNames.map((name, i) => ({
  name,
  unit: `${rdnOf('OU', commonNames[i] ?? '')},${root}`,
  attributes: {
    cn: commonNames[i] ?? '',
    mail: `odd'${i}.o'mail@contoso.test`,
    employeeID: `(${i})`
  }
}))

const dnOf = ({ unit, attributes }: OddPerson) => `${rdnOf('CN', attributes.cn)},${unit}`

/** Everybody is in it. */
const group = {
  dn: `${rdnOf('CN', ' #g,+"\\<>;= (*) ')},${root}`,
  attributes: { objectClass: 'group', sAMAccountName: 'odd.group', member: people.map(dnOf) }
}

/** A server that has these people. */
type Served = Pick<DirectorySettings, 'urls' | 'ca' | 'bindDn' | 'bindPassword'>

/** Samba folds `İ` to one character, our keys to two; Windows compares without the dot. */
const composed = people.filter(({ name }) => !name.includes('İ'))

t.test('Samba', async t => {
  const ad = await startSambaAd(t)
  if (!ad) return
  for (const { name, unit, attributes } of people) {
    await ad.client.add(unit, { objectClass: ['top', 'organizationalUnit'] })
    await ad.addPerson({ name, unit, attributes })
  }
  await ad.client.add(group.dn, group.attributes)
  const { dn, password } = ad.reader
  const served = { urls: [ad.ldapsUrl], ca: ad.ca, bindDn: dn, bindPassword: password }
  await tryAll(t, served, composed)
})

/** As Windows has it where Samba has not: at most 20 characters, and no signs that a path misreads. */
t.test('the sandbox', async t => {
  const { domains, entries, reader } = company()
  const odd = people.flatMap(person => [
    { dn: person.unit, attributes: { objectClass: 'organizationalUnit' } },
    {
      dn: dnOf(person),
      attributes: { objectClass: 'user', sAMAccountName: person.name, ...person.attributes }
    }
  ])
  const server = await startLdapServer({
    directory: createTree({ domains, entries: [...entries, ...odd, group] })
  })
  t.teardown(() => server.close())
  const served = { urls: [server.url], bindDn: reader.dn, bindPassword: reader.password }
  await tryAll(t, served, people)
})

async function tryAll(t: Test, served: Served, named: readonly OddPerson[]): Promise<void> {
  const open = (more: Partial<DirectorySettings> = {}): Directory => {
    const made = createDirectory(
      { startTls: false, baseDns: [root], timeoutMs: 10_000, ...served, ...more },
      recordingLog()
    )
    t.teardown(() => made.close())
    return made
  }
  const directory = open()
  const accounts: Account[] = []
  for await (const page of directory.streamAccounts(never)) accounts.push(...page)
  for (const person of people) await findOne(t, directory, accounts, person)
  for (const { name, unit } of people) {
    t.match(await directory.accountsInUnit(unit, never), [{ logonName: `CONTOSO\\${name}` }], unit)
  }
  for (const { name, unit } of named) {
    const found = await directory.findAccounts(
      keys({ logonNames: [fold(`CONTOSO\\${name}`)] }),
      never
    )
    t.match(found, [{ logonName: `CONTOSO\\${name}` }], name)
    const inside = open({ baseDns: [unit] })
    t.match(await inside.findAccounts(keys({ logonNames: [fold(`CONTOSO\\${name}`)] }), never), [
      { logonName: `CONTOSO\\${name}` }
    ])
    await inside.close()
  }
  t.strictSame(
    new Set(await directory.membersOfGroup(group.dn, never)),
    new Set(accounts.filter(isOdd).map(account => account.objectGuid)),
    group.dn
  )
  await t.test('any text finds who bears it, and nobody else', t =>
    findExactly(t, directory, accounts, named)
  )
}

function isOdd({ mail = '' }: Account): boolean {
  return mail.startsWith("odd'")
}

async function findOne(
  t: Test,
  directory: Directory,
  accounts: readonly Account[],
  { name, attributes }: OddPerson
): Promise<void> {
  const logonName = `CONTOSO\\${name}`
  const account = accounts.find(each => each.logonName === logonName)
  t.match(account, { mail: attributes.mail, employeeId: attributes.employeeID }, logonName)
  const found = async (some: Parameters<typeof keys>[0]) =>
    (await directory.findAccounts(keys(some), never)).map(each => each.logonName)
  t.strictSame(await found({ guids: [account?.objectGuid ?? ''] }), [logonName])
  t.strictSame(await found({ addresses: [attributes.mail] }), [logonName])
  t.strictSame(await found({ employeeIds: [attributes.employeeID] }), [logonName])
}

/** What a server may take for equal: with other accents, in another case or width, more blanks. */
function comparable(text: string): string {
  const letters = text.normalize('NFKD').replaceAll(/\p{Mn}/gu, '')
  return letters.toUpperCase().toLowerCase().trim().replaceAll(/\s+/gu, ' ')
}

function bears({ logonName, ...account }: Account, text: string): boolean {
  const { mail, employeeId, userPrincipalName, proxyAddresses } = account
  const texts = [logonName.replace(/^.*?\\/, ''), mail, employeeId, userPrincipalName]
  return [...texts, ...proxyAddresses].some(
    each => each !== undefined && comparable(each) === comparable(text)
  )
}

async function findExactly(
  t: Test,
  directory: Directory,
  accounts: readonly Account[],
  named: readonly OddPerson[]
): Promise<void> {
  const own = named.flatMap(({ name, attributes }) => [
    name,
    attributes.mail,
    attributes.employeeID
  ])
  const trouble = fc.constantFrom(...hostileTexts.filter(text => text.length < 100))
  const text = fc.oneof(
    fc.constantFrom(...own),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc
      .tuple(fc.constantFrom(...own, ''), trouble, fc.constantFrom(...own, ''))
      .map(parts => parts.join(''))
  )
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async texts => {
      const found = await directory.findAccounts(
        keys({
          logonNames: texts.map(each => fold(`contoso\\${each}`)),
          addresses: texts.map(fold),
          employeeIds: texts.map(fold)
        }),
        never
      )
      for (const account of found) {
        if (!texts.some(each => bears(account, each)))
          throw new Error(`${account.logonName} is found`)
      }
      for (const each of texts.filter(each => own.includes(each))) {
        if (!found.some(account => bears(account, each))) throw new Error(`${each} is not found`)
      }
    }),
    { numRuns: 300 }
  )
  t.ok(accounts.length > people.length)
}
