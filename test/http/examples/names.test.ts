import t from 'tap'
import * as examples from '../../../src/http/examples/names.ts'

t.test(
  'examples are plain JSON: test/http/document.test.ts holds them against their schemas',
  async t => {
    for (const [name, example] of Object.entries(examples)) {
      if (typeof example === 'function')
        t.strictSame(example(1, 2), { value: [1, 2], totalCount: 2 })
      else t.strictSame(JSON.parse(JSON.stringify(example)), example, name)
    }
  }
)
