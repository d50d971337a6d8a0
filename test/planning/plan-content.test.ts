import t from 'tap'
import { planContent } from '../../src/planning/plan-content.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { cycleOfHoppers, toWorld } from './worlds.ts'

const { steps } = planRemap(toWorld(cycleOfHoppers(0, 2), 2))
const content = JSON.stringify(planContent('org', steps, 'CHG1'))
const isSame = (...[organizationId, others, changeNumber]: Parameters<typeof planContent>) =>
  JSON.stringify(planContent(organizationId, others, changeNumber)) === content

t.test('it covers all that is acted on', async t => {
  t.notOk(isSame('other', steps, 'CHG1'))
  t.notOk(isSame('org', steps, 'CHG2'))
  t.notOk(isSame('org', steps, undefined))
  t.notOk(isSame('org', steps.slice(1), 'CHG1'))
  const changes = [
    { action: 'map' as const },
    { systemUserId: 'x' },
    { fromDomainName: 'x' },
    { toDomainName: 'x' },
    { toObjectGuid: 'x' },
    { after: [9] }
  ]
  for (const change of changes)
    t.notOk(
      isSame(
        'org',
        steps.map(step => ({ ...step, ...change })),
        'CHG1'
      ),
      JSON.stringify(change)
    )
})

t.test('it says who is remapped by id, and which change allows it', async t => {
  const [step] = steps
  if (!step) throw new Error('no steps')
  const nameless = [{ ...step, fullName: '' }]
  t.strictSame(planContent('org', [step], 'CHG1'), {
    organizationId: 'org',
    changeNumber: 'CHG1',
    steps: nameless
  })
  t.strictSame(planContent('org', [step], undefined), { organizationId: 'org', steps: nameless })
})

t.test('and nothing that is for people only', async t => {
  t.ok(
    isSame(
      'org',
      steps.map(step => ({ ...step, fullName: 'Somebody' })),
      'CHG1'
    )
  )
})
