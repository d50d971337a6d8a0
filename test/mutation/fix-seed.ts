import * as fc from 'fast-check'

/** Loaded before each test: the same mutants die each time, and nothing is shrunk that nobody reads. */
fc.configureGlobal({ seed: 1, endOnFailure: true })
