import t from 'tap'
import type { Step } from '../../src/model/plan.ts'
import { checkWrite } from '../../src/planning/check-write.ts'

const cases: [action: Step['action'], guid: string, name: string, to: string, kind?: string][] = [
  ['map', 'g1', 'contoso\\a', 'g2'],
  ['map', 'g1', 'contoso\\a', 'g1', 'must-hop'],
  ['map', '', 'contoso\\a', 'g1', 'must-hop'],
  ['park', 'g1', 'contoso\\a', 'g2'],
  ['park', '', 'contoso\\a', 'g2'],
  ['map', 'g1', 'contoso\\a', '', 'account-unknown'],
  ['map', 'g1', 'contoso\\other', 'g2', 'record-differs'],
  ['map', 'g1', 'contoso\\b', 'g2', 'record-differs']
]

for (const [action, guid, name, to, kind] of cases) {
  t.test(`${action}: the record holds ${name} (${guid}), and takes ${to}`, async t => {
    const next = { name: 'contoso\\b', guid: to }
    const found = checkWrite(stepOf(action), { name, guid }, next, key)
    t.equal(found?.kind, kind)
  })
}

t.test('the name that is there, however it is spelled', async t => {
  const step = { ...stepOf('map'), fromDomainName: 'Contoso\\B' }
  const held = { name: 'contoso\\b', guid: 'g1' }
  t.match(checkWrite(step, held, { name: 'contoso\\b', guid: 'g2' }, key), {
    kind: 'changes-nothing'
  })
})

function key(name: string): string {
  return name.toLowerCase()
}

function stepOf(action: Step['action']): Step {
  return {
    sequence: 1,
    action,
    systemUserId: 'u1',
    fullName: 'Person',
    fromDomainName: 'CONTOSO\\a',
    toDomainName: 'CONTOSO\\b',
    after: []
  }
}
