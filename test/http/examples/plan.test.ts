import t from 'tap'
import * as examples from '../../../src/http/examples/plan.ts'

t.test(
  'examples are plain JSON: test/http/document.test.ts holds them against their schemas',
  async t => {
    for (const [name, example] of Object.entries(examples)) {
      t.strictSame(JSON.parse(JSON.stringify(example)), example, name)
    }
  }
)
