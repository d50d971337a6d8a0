import t from 'tap'
import { protectedNames } from '../../src/planning/protected-names.ts'
import { domains } from './people.ts'

const cases: [string, readonly string[]][] = [
  ['CONTOSO\\Boss', ['contoso\\boss']],
  ['contoso.test\\boss', ['contoso.test\\boss', 'contoso\\boss']],
  ['Boss@contoso.test', ['boss@contoso.test', 'contoso\\boss']],
  ['boss@brand.example', ['boss@brand.example']],
  ['8C9F1D2E-3B4A-4C5D-8E6F-7A8B9C0D1E51', ['8c9f1d2e-3b4a-4c5d-8e6f-7a8b9c0d1e51']]
]

for (const [written, expected] of cases) {
  t.test(`${written} protects ${expected.join(' and ')}`, async t => {
    t.same([...protectedNames([written], domains)].toSorted(), expected.toSorted())
  })
}
