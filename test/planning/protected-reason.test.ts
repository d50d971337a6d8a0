import t from 'tap'
import type { User } from '../../src/model/user.ts'
import {
  accountReason,
  protectedReason,
  type Protection
} from '../../src/planning/protected-reason.ts'
import { aUser, domains } from './people.ts'

const nobody: Protection = { callerId: 'caller', names: new Set(), memberGuids: new Set(), domains }

const special: [Partial<User>, RegExp | undefined][] = [
  [{}, undefined],
  [{ isDisabled: true }, undefined],
  [{ accessMode: 1 }, undefined],
  [{ accessMode: 2 }, undefined],
  [{ accessMode: 4 }, undefined],
  [{ systemUserId: 'caller' }, /this service logs on as/],
  [{ isIntegrationUser: true }, /INTEGRATION/],
  [{ fullName: 'SYSTEM' }, /SYSTEM/],
  [{ fullName: 'INTEGRATION' }, /INTEGRATION/],
  [{ accessMode: 3 }, /support/],
  [{ accessMode: 5 }, /delegated/],
  [{ applicationId: 'app' }, /application/],
  [{ isSetupUser: true }, /setup/],
  [{ domainName: '' }, /no logon name/]
]

for (const [more, expected] of special) {
  t.test(`${JSON.stringify(more)}: ${expected ? 'protected' : 'may be changed'}`, async t => {
    const reason = protectedReason(aUser(more), nobody, [])
    if (expected) t.match(reason, expected)
    else t.equal(reason, undefined)
  })
}

t.test('the named are protected in every spelling, and by id', async t => {
  const names = new Set(['contoso\\boss', 'user-chief', 'plain'])
  const isProtected = (more: Partial<User>) =>
    protectedReason(aUser(more), { ...nobody, names }, []) !== undefined
  for (const domainName of ['CONTOSO\\Boss', 'contoso.test\\boss', 'boss@contoso.test', 'Plain'])
    t.ok(isProtected({ domainName }), domainName)
  t.ok(isProtected({ systemUserId: 'user-chief' }))
  t.notOk(isProtected({ domainName: 'SALES\\boss' }))
})

t.test('members of protected groups are protected by their account', async t => {
  const protection = { ...nobody, memberGuids: new Set(['guid-admin']) }
  const [admin, anna] = [{ objectGuid: 'guid-admin' }, { objectGuid: 'guid-anna' }]
  t.match(protectedReason(aUser(), protection, [anna, admin]), /protected group/)
  t.equal(protectedReason(aUser(), protection, [anna, undefined]), undefined)
  t.equal(protectedReason(aUser(), protection, []), undefined)
})

t.test('a listed name protects the account that has it now', async t => {
  const protection = { ...nobody, names: new Set(['contoso\\boss']) }
  const boss = { objectGuid: 'guid-boss', logonName: 'CONTOSO\\Boss' }
  t.match(accountReason(boss, protection), /list of protected users/)
  t.match(protectedReason(aUser(), protection, [boss]), /list of protected users/)
  t.equal(accountReason({ ...boss, logonName: 'CONTOSO\\anna' }, protection), undefined)
})

t.test('a listed user principal name protects the account that carries it', async t => {
  const protection = { ...nobody, names: new Set(['ceo@brand.example']) }
  const ceo = { objectGuid: 'g', logonName: 'CONTOSO\\b', userPrincipalName: 'CEO@brand.example' }
  t.match(accountReason(ceo, protection), /list of protected users/)
  t.match(protectedReason(aUser(), protection, [ceo]), /list of protected users/)
  t.match(protectedReason(aUser({ domainName: 'Ceo@brand.example' }), protection, []), /list/)
  t.equal(accountReason({ objectGuid: 'g', logonName: 'CONTOSO\\b' }, protection), undefined)
})
