import t from 'tap'
import {
  createdEvidence,
  isYounger,
  linkEvidence,
  nameEvidence
} from '../../src/planning/evidence.ts'
import { aLink, anAccount, aUser } from './people.ts'

t.test('an account made after the record cannot be the one it was linked to', async t => {
  const user = aUser({ createdOn: '2020-01-01T00:00:00.000Z' })
  const made = (whenCreated: string) => anAccount({ whenCreated })
  t.notOk(isYounger(made('2019-12-31T23:59:59Z'), user))
  t.notOk(isYounger(made('2020-01-01T00:00:00.900Z'), user), 'within the same second')
  t.ok(isYounger(made('2020-01-01T00:00:01Z'), user))
  t.match(createdEvidence(user, made('2021-01-01T00:00:00Z')), { fact: 'created', agrees: false })
  t.match(createdEvidence(user, made('2019-01-01T00:00:00Z')), { agrees: true })
})

t.test('a link speaks by GUID, by SID, or in vain', async t => {
  const byGuid = { fact: 'link-baseline', dynamics: 'guid-anna' }
  t.same(linkEvidence(aLink(), anAccount()), [{ ...byGuid, directory: 'guid-anna', agrees: true }])
  t.same(linkEvidence(aLink(), anAccount({ objectGuid: 'guid-new' })), [
    { ...byGuid, agrees: false },
    {
      fact: 'sid-history',
      dynamics: 'S-1-5-21-1-1-1-1001',
      directory: 'CONTOSO\\asmith',
      agrees: true
    }
  ])
  t.same(linkEvidence(aLink(), undefined), [{ ...byGuid, agrees: false }])
})

t.test('a name that leads to nobody has one side', async t => {
  const one = { fact: 'logon-name', dynamics: 'CONTOSO\\asmith', agrees: false }
  t.same(nameEvidence(aUser(), undefined, false), one)
  const both = { ...one, directory: 'CONTOSO\\asmith', agrees: true }
  t.same(nameEvidence(aUser(), anAccount(), true), both)
})
