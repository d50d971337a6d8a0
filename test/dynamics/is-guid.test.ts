import t from 'tap'
import { isGuid } from '../../src/dynamics/is-guid.ts'

t.test('hyphenated, without braces, nothing around it', async t => {
  t.ok(isGuid('8c9f0f0e-1c5d-4b8e-9f51-2f1d3a7b6c5d'))
  t.ok(isGuid('8C9F0F0E-1C5D-4B8E-9F51-2F1D3A7B6C5D'))
  for (const wrong of [
    '{8c9f0f0e-1c5d-4b8e-9f51-2f1d3a7b6c5d}',
    '8c9f0f0e1c5d4b8e9f512f1d3a7b6c5d',
    '8c9f0f0e-1c5d-4b8e-9f51-2f1d3a7b6c5d\n',
    '8c9f0f0e-1c5d-4b8e-9f51-2f1d3a7b6c5d)/roles',
    ' 8c9f0f0e-1c5d-4b8e-9f51-2f1d3a7b6c5d',
    '8c9f0f0e-1c5d-4b8e-9f51-2f1d3a7b6c5g',
    '',
    7,
    undefined
  ]) {
    t.notOk(isGuid(wrong), String(wrong))
  }
})
