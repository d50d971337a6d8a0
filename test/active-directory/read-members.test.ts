import t, { type Test } from 'tap'
import { readMembers } from '../../src/active-directory/read-members.ts'
import { contoso } from './forests.ts'
import { openScripted } from './scripted-server.ts'

const never = new AbortController().signal
const dn = `CN=Everybody,${contoso}`
const all = Array.from({ length: 7 }, (_, i) => `CN=p${i},${contoso}`)

/** As a domain controller answers that gives `most` values at once. */
async function membersOf(t: Test, values: readonly string[], most: number) {
  const asked: string[] = []
  const session = await openScripted(t, ({ bytes }, reply) => {
    const text = bytes.toString('latin1')
    t.match(text, /1\.2\.840\.113556\.1\.4\.529/)
    const from = /member;range=(\d+)-\*/.exec(text)?.[1] ?? ''
    asked.push(from)
    const last = Number(from) + most - 1
    const part = values.slice(Number(from), last + 1)
    const name = `member;range=${from}-${last >= values.length - 1 ? '*' : last}`
    reply.entry(dn, part.length > 0 ? { [name]: part } : { cn: ['Everybody'] })
    reply.done()
  })
  return { members: await readMembers(session, dn, never), asked }
}

t.test('range by range', async t => {
  for (const [values, most, asked] of [
    [[], 7, ['0']],
    [all.slice(0, 1), 7, ['0']],
    [all, 7, ['0']],
    [all, 3, ['0', '3', '6']],
    [all, 6, ['0', '6']]
  ] as const) {
    const members = values.map(name => ({ dn: name }))
    t.strictSame(await membersOf(t, values, most), { members, asked: [...asked] })
  }
})

t.test('with the GUID, where the server tells it', async t => {
  const hex = '030201000504070608090a0b0c0d0e0f'
  const objectGuid = '00010203-0405-0607-0809-0a0b0c0d0e0f'
  const values = [`<GUID=${hex}>;<SID=0105>;${dn}`, `<GUID=${hex}>;${dn}`, dn]
  const { members } = await membersOf(t, values, 7)
  t.strictSame(members, [{ dn, objectGuid }, { dn, objectGuid }, { dn }])
})

t.test('a group that lost members meanwhile has no more', async t => {
  let requests = 0
  const session = await openScripted(t, (_, reply) => {
    requests += 1
    if (requests === 1) reply.entry(dn, { 'member;range=0-2': all.slice(0, 3) })
    reply.done()
  })
  t.equal((await readMembers(session, dn, never)).length, 3)
  t.equal(requests, 2)
})
