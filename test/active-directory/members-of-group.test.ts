import t, { type Test } from 'tap'
import type { LookUp } from '../../src/active-directory/create-look-ups.ts'
import { HeldByNobody } from '../../src/active-directory/held-by-nobody.ts'
import { membersOfGroup } from '../../src/active-directory/members-of-group.ts'
import type { Session } from '../../src/active-directory/open-session.ts'
import { RelinkError } from '../../src/errors.ts'
import { contoso, emea, eu } from './forests.ts'
import { recordingLog } from './recording-log.ts'
import {
  extended,
  foreign,
  group,
  isHeldBy,
  openDomain,
  sidOf,
  standIn,
  user,
  type ScriptedEntry
} from './scripted-domain.ts'
import { openScripted } from './scripted-server.ts'

const never = new AbortController().signal
const groupDn = `CN=Admins,${contoso}`

function on(...sessions: readonly Session[]): LookUp {
  return async (places, work) => {
    const nobodys = places.filter(place => !isHeldBy(sessions, place))
    if (nobodys.length > 0) throw new HeldByNobody(nobodys)
    return Promise.all(sessions.map(work))
  }
}

/** Who is found, as their numbers, and what the log says. */
async function members(
  t: Test,
  baseDns: readonly string[],
  entries: Readonly<Record<string, readonly ScriptedEntry[]>>
) {
  let requests = 0
  const open = ([held, of]: [string, readonly ScriptedEntry[]]) =>
    openDomain(t, held, of, () => void (requests += 1))
  const sessions = await Promise.all(Object.entries(entries).map(open))
  const log = recordingLog()
  const guids = await membersOfGroup(on(...sessions), baseDns, groupDn, log, never)
  const numbers = guids.map(guid => Number.parseInt(guid.slice(0, 2), 16)).toSorted((a, b) => a - b)
  return { numbers, requests, lines: log.lines }
}

for (const baseDns of [[], [contoso], [`OU=Staff,${emea}`]]) {
  t.test(`from domain to domain, and back: [${baseDns.join()}]`, async t => {
    const { numbers, lines } = await members(t, baseDns, {
      [contoso]: [
        group(groupDn, [`CN=ann,${contoso}`, `CN=Inner,${contoso}`, `CN=World,${emea}`]),
        group(`CN=Inner,${contoso}`, [`CN=bob,${contoso}`, `CN=eve,${eu}`]),
        group(`CN=Far,${contoso}`, [`CN=cy,${contoso}`]),
        user(`CN=ann,${contoso}`, 1),
        user(`CN=bob,${contoso}`, 2),
        user(`CN=cy,${contoso}`, 3),
        user(`CN=nobody,${contoso}`, 9)
      ],
      [eu]: [user(`CN=eve,${eu}`, 4)],
      [emea]: [
        group(`CN=World,${emea}`, [
          `CN=joe,${emea}`,
          `CN=Far,${contoso}`,
          groupDn.toUpperCase(),
          `CN=World,${emea}`
        ]),
        user(`CN=joe,${emea}`, 5)
      ]
    })
    t.strictSame(numbers, [1, 2, 3, 4, 5])
    t.strictSame(lines, [])
  })
}

t.test('who is of another forest is found by SID, also by a former one', async t => {
  const { numbers, lines } = await members(t, [contoso, emea], {
    [contoso]: [group(groupDn, [foreign(7, 1), foreign(7, 2), foreign(8, 3)])],
    [emea]: [
      user(`CN=ann,${emea}`, 1, sidOf(7, 1)),
      group(`CN=Board,${emea}`, [`CN=bob,${emea}`], sidOf(7, 2)),
      user(`CN=bob,${emea}`, 2),
      {
        ...user(`CN=eve,${emea}`, 3),
        attributes: { objectGUID: [Buffer.alloc(16, 3)], sIDHistory: [sidOf(8, 3)] }
      },
      user(`CN=joe,${emea}`, 4, sidOf(7, 4))
    ]
  })
  t.strictSame(numbers, [1, 2, 3])
  t.strictSame(lines, [])
})

t.test('an outdated DN leads to nobody, the GUID does', async t => {
  const { numbers, lines } = await members(t, [], {
    [contoso]: [group(groupDn, [extended(1, `CN=ann.before,${eu}`), extended(2, `CN=bob,${eu}`)])],
    [eu]: [user(`CN=ann.klein,${eu}`, 1)],
    [emea]: [user(`CN=bob,${emea}`, 2)]
  })
  t.strictSame(numbers, [1, 2])
  t.strictSame(lines, [])
})

t.test('who is nowhere to be seen is protected by GUID, and warned of', async t => {
  const { numbers, lines } = await members(t, [], {
    [contoso]: [group(groupDn, [extended(1, `CN=ann,${eu}`), extended(2, `CN=bob,${emea}`)])],
    [emea]: []
  })
  t.strictSame(numbers, [1, 2])
  t.match(lines[0], { level: 'warn', facts: { domains: [eu, emea], members: 2 } })
})

t.test('whom no server can tell of is warned of, by domain and not by name', async t => {
  const { numbers, lines } = await members(t, [], {
    [contoso]: [
      group(groupDn, [
        `CN=ann,${eu}`,
        `CN=bob,${eu}`,
        foreign(7, 1),
        `CN=S-1-5-11,CN=ForeignSecurityPrincipals,${contoso}`,
        'CN=odd,DC=fabrikam,DC=test',
        `CN=me,${contoso}`
      ]),
      standIn(7, 1),
      user(`CN=me,${contoso}`, 1)
    ],
    [emea]: [user(`CN=bob,${emea}`, 2)]
  })
  t.strictSame(numbers, [1])
  const domains = [eu, 'DC=fabrikam,DC=test', 'S-1-5-21-1-2-7']
  t.match(lines, [
    { level: 'warn', facts: { group: groupDn, domains, members: 4 }, message: /no server/ },
    { level: 'debug' }
  ])
  t.notMatch(JSON.stringify(lines[0]), /ann|bob/)
  t.match(JSON.stringify(lines[1]), /CN=ann.*CN=bob/)
})

t.test('a domain that would answer another time fails it', async t => {
  const session = await openDomain(t, contoso, [group(groupDn, [`CN=eve,${eu}`])])
  const detail = 'dc2: nothing listens.'
  const lookUp: LookUp = async (places, work) => {
    if (!places.includes(eu)) return [await work(session)]
    throw new RelinkError('directory-unavailable', { detail, retryable: true })
  }
  const found = membersOfGroup(lookUp, [contoso], groupDn, recordingLog(), never)
  await t.rejects(found, { code: 'directory-unavailable', details: { detail } })
})

t.test('a name is looked for once, and many at a time', async t => {
  const many = Array.from({ length: 600 }, (_, i) => `CN=p${i},${emea}`)
  const { numbers, requests } = await members(t, [], {
    [contoso]: [group(groupDn, [...many, ...many])],
    [emea]: many.map((dn, i) => user(dn, 1 + (i % 200)))
  })
  t.equal(numbers.length, 200)
  t.ok(requests < 12, String(requests))
})

for (const [why, entries] of [
  ['nothing there', []],
  ['no group', [user(groupDn, 1)]]
] as const) {
  t.test(why, async t => {
    await t.rejects(members(t, [], { [contoso]: entries }), {
      code: 'directory-unavailable',
      details: { detail: /no group CN=Admins/ }
    })
  })
}

t.test('what else goes wrong is passed on', async t => {
  const session = await openScripted(t, (_, reply) => reply.done(50))
  const found = membersOfGroup(on(session), [], groupDn, recordingLog(), never)
  await t.rejects(found, { code: 50 })
})

t.test('a group in a domain that no server holds', async t => {
  const session = await openDomain(t, contoso, [])
  const elsewhere = `CN=Admins,${emea}`
  await t.rejects(membersOfGroup(on(session), [], elsewhere, recordingLog(), never), {
    code: 'directory-unavailable',
    details: { detail: /no group CN=Admins,DC=emea/ }
  })
})
