import t from 'tap'
import { linksContract } from './contract/links.ts'
import { openTemporary } from './open-temporary.ts'

void linksContract(t, openTemporary)
