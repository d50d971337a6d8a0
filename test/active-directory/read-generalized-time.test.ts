import t from 'tap'
import { readGeneralizedTime } from '../../src/active-directory/read-generalized-time.ts'

const cases: readonly [text: string, time: string | undefined][] = [
  ['20240102030405.0Z', '2024-01-02T03:04:05.000Z'],
  ['20240229235959.0Z', '2024-02-29T23:59:59.000Z'],
  ['16010101000000.0Z', '1601-01-01T00:00:00.000Z'],
  ['20240102030405Z', '2024-01-02T03:04:05.000Z'],
  ['20240102030405.25Z', '2024-01-02T03:04:05.250Z'],
  ['20240102030405.1239Z', '2024-01-02T03:04:05.123Z'],
  ['20230229000000.0Z', undefined],
  ['20241302030405.0Z', undefined],
  ['20240102240000.0Z', undefined],
  ['20240102030405.0', undefined],
  ['20240102030405+0100', undefined],
  ['2024-01-02T03:04:05Z', undefined],
  ['', undefined]
]
for (const [text, time] of cases) t.equal(readGeneralizedTime(text), time, text || 'nothing')
