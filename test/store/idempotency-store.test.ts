import t from 'tap'
import { idempotencyContract } from './contract/idempotency.ts'
import { openTemporary } from './open-temporary.ts'

void idempotencyContract(t, openTemporary)
