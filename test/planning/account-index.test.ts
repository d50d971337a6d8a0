import t from 'tap'
import {
  addressesOf,
  indexAccounts,
  isWanted,
  keysOf,
  mailAddresses
} from '../../src/planning/account-index.ts'
import { aLink, anAccount, aUser, domains } from './people.ts'

const anna = anAccount({
  userPrincipalName: 'Anna.Smith@brand.example',
  mail: 'anna@contoso.test',
  proxyAddresses: ['Anna@contoso.test', 'old@contoso.test'],
  employeeId: 'E1',
  sidHistory: ['S-old']
})
const zoe = anAccount({ objectGuid: 'guid-zoe', objectSid: 'S-zoe', logonName: 'SALES\\zoe' })

t.test('finds accounts by what they are asked for', async t => {
  const index = indexAccounts([zoe, anna], domains)
  t.equal(index.withGuid('guid-anna'), anna)
  t.equal(index.withSid('S-zoe'), zoe)
  t.equal(index.withSid('S-old'), anna)
  t.equal(index.withSid('S-nobody'), undefined)
  const names = ['contoso\\ASMITH', 'contoso.test\\asmith', 'asmith@contoso.test']
  for (const name of [...names, 'anna.smith@BRAND.example']) t.equal(index.named(name), anna, name)
  for (const name of ['asmith', '', 'SALES\\asmith', 'x@brand.example'])
    t.equal(index.named(name), undefined, name)
})

t.test('one form per name: that of the account which it leads to', async t => {
  const carrier = anAccount({ ...zoe, userPrincipalName: 'asmith@contoso.test' })
  const forms: [string, string][] = [
    ['contoso.test\\ASMITH', 'contoso\\asmith'],
    ['ASmith@contoso.test', 'sales\\zoe'],
    ['anna.smith@brand.example', 'contoso\\asmith'],
    ['nobody@contoso.test', 'contoso\\nobody'],
    ['nobody@brand.example', 'nobody@brand.example'],
    ['Nobody', 'nobody']
  ]
  for (const accounts of [
    [anna, carrier],
    [carrier, anna]
  ]) {
    const index = indexAccounts(accounts, domains)
    for (const [name, form] of forms) t.equal(index.keyOf(name), form, name)
  }
})

t.test('an account is alike by employee id or any address, once', async t => {
  const index = indexAccounts([zoe, anna], domains)
  const alike = (more: object) => index.alike(aUser(more)).map(account => account.objectGuid)
  t.same(alike({ employeeId: 'e1', email: 'OLD@contoso.test' }), ['guid-anna'])
  t.same(alike({ email: 'anna.smith@brand.example' }), ['guid-anna'])
  t.same(alike({ email: 'E1' }), [], 'an address is no employee id')
  t.same(alike({}), [])
  t.same(
    index.alike(aUser(), 'old@contoso.test').map(account => account.objectGuid),
    ['guid-anna'],
    "the record's name may be an address"
  )
})

t.test('whoever is alike comes in the order of their names', async t => {
  const accounts = ['c', 'a', 'b'].map(name =>
    anAccount({ objectGuid: name, logonName: `CONTOSO\\${name}`, employeeId: 'E1' })
  )
  const index = indexAccounts(accounts, domains)
  const names = index.alike(aUser({ employeeId: 'E1' })).map(account => account.objectGuid)
  t.same(names, ['a', 'b', 'c'])
})

t.test('what many share, and what is blank, identifies nobody', async t => {
  const crowd = (size: number) =>
    Array.from({ length: size }, (_, i) =>
      anAccount({ objectGuid: `${i}`, employeeId: 'EXT', mail: ' ' })
    )
  const alike = (size: number) =>
    indexAccounts(crowd(size), domains).alike(aUser({ employeeId: 'ext', email: ' ' }))
  t.equal(alike(10).length, 10)
  t.equal(alike(11).length, 0)
})

t.test('what two accounts carry leads to neither, whatever the order', async t => {
  const copy = { ...anna, objectGuid: 'guid-copy', objectSid: 'S-copy', logonName: 'SALES\\copy' }
  for (const accounts of [
    [anna, copy],
    [copy, anna]
  ]) {
    const index = indexAccounts(accounts, domains)
    t.equal(index.withSid('S-old'), undefined)
    t.equal(index.named('anna.smith@brand.example'), undefined)
    t.strictSame(index.allNamed('anna.smith@brand.example'), accounts)
  }
})

const lookAlikes: [string, string][] = [
  ['CONTOSO\\asmith', 'contoso\\ASMITH'],
  ['CONTOSO\\karl', 'CONTOSO\\\u212aarl'],
  ['CONTOSO\\m\u00fcller', 'CONTOSO\\mu\u0308ller'],
  ['CONTOSO\\νικος', 'CONTOSO\\νικοσ']
]

for (const [one, two] of lookAlikes) {
  t.test(`${one} and ${two} fold to one name, which leads to neither`, async t => {
    const accounts = [one, two].map((logonName, i) => anAccount({ objectGuid: `g${i}`, logonName }))
    for (const order of [accounts, accounts.toReversed()]) {
      const index = indexAccounts(order, domains)
      t.equal(index.named(one), undefined)
      t.equal(index.named(two), undefined)
      t.strictSame(index.allNamed(one), order)
    }
  })
}

t.test('a UPN that two carry does not fall back to the implicit name of a third', async t => {
  const upn = { userPrincipalName: 'zoe@contoso.test' }
  const carriers = ['a', 'b'].map(each =>
    anAccount({ ...upn, objectGuid: each, logonName: `X\\${each}` })
  )
  const implicit = { ...zoe, logonName: 'CONTOSO\\zoe' }
  const index = indexAccounts([implicit, ...carriers], domains)
  t.equal(index.named('zoe@contoso.test'), undefined)
  t.equal(index.named('CONTOSO\\zoe'), implicit)
})

t.test("a mail address that is no UPN is nobody's logon name", async t => {
  const index = indexAccounts([anna], domains)
  for (const address of ['old@contoso.test', 'anna@contoso.test'])
    t.equal(index.named(address), undefined, address)
})

t.test('a name that Windows refuses is found where the directory has it', async t => {
  const odd = ['CONTOSO\\name-of-21-characters', 'CONTOSO\\j@smith'].map((logonName, i) =>
    anAccount({ objectGuid: `g${i}`, logonName })
  )
  const index = indexAccounts(odd, domains)
  for (const account of odd) t.equal(index.named(account.logonName), account)
  t.equal(index.named('name-of-21-characters@contoso.test'), undefined)
})

t.test('a SID in use goes before one in a history', async t => {
  const copy = { ...zoe, sidHistory: ['S-1-5-21-1-1-1-1001'] }
  for (const accounts of [
    [anna, copy],
    [copy, anna]
  ])
    t.equal(indexAccounts(accounts, domains).withSid('S-1-5-21-1-1-1-1001'), anna)
})

t.test('an account that is answered twice counts once', async t => {
  const index = indexAccounts([anna, { ...anna }], domains)
  t.equal(index.alike(aUser({ employeeId: 'E1' })).length, 1)
  t.ok(index.named('anna.smith@brand.example'))
})

t.test('keys hold all that these users and links could lead to, and nothing else fits', async t => {
  const users = [
    aUser({ domainName: 'contoso.test\\ASmith', email: 'Anna@Contoso.test', employeeId: 'E1' }),
    aUser({ domainName: 'zoe@brand.example' })
  ]
  const keys = keysOf(users, [aLink({ objectGuid: 'guid-link', objectSid: 'S-link' })], domains)
  t.same(keys, {
    guids: new Set(['guid-link']),
    sids: new Set(['S-link']),
    logonNames: new Set(['contoso\\asmith']),
    addresses: new Set(['zoe@brand.example', 'anna@contoso.test']),
    employeeIds: new Set(['e1'])
  })
  const nobody = { objectGuid: 'x', objectSid: 'x', logonName: 'CONTOSO\\x' }
  const fits = (more: object) => isWanted(anAccount({ ...nobody, ...more }), keys)
  t.notOk(fits({}))
  for (const more of [
    { objectGuid: 'guid-link' },
    { objectSid: 'S-link' },
    { sidHistory: ['S-link'] },
    { logonName: 'Contoso\\ASMITH' },
    { userPrincipalName: 'Zoe@brand.example' },
    { mail: 'ANNA@contoso.test' },
    { proxyAddresses: ['anna@contoso.test'] },
    { employeeId: 'E1' }
  ])
    t.ok(fits(more), JSON.stringify(more))
})

t.test('mail addresses are as the directory spells them, all addresses folded', async t => {
  t.same(mailAddresses(anna), ['anna@contoso.test', 'Anna@contoso.test', 'old@contoso.test'])
  t.same(mailAddresses(zoe), [])
  t.same(addressesOf(anna), ['anna@contoso.test', 'old@contoso.test', 'anna.smith@brand.example'])
  t.same(addressesOf(anAccount({ mail: ' ' })), [], 'a blank one is none')
})

t.test("an employee id that many share is nobody's", async t => {
  const sharing = (count: number) =>
    indexAccounts(
      Array.from({ length: count }, (_, i) =>
        anAccount({ objectGuid: `g${i}`, logonName: `CONTOSO\\ext${i}`, employeeId: 'EXTERNAL' })
      ),
      domains
    )
  t.equal(sharing(10).withGuid('g0')?.employeeId, 'EXTERNAL')
  t.equal(sharing(11).withGuid('g0')?.employeeId, undefined)
  t.same(sharing(11).alike(aUser({ employeeId: 'external' })), [])
})
