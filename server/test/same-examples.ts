// Loaded before every test in CI: what decides whether something lands is the same for the same commit. Everywhere
// else the property tests draw new examples each time, which is how they find what nobody thought of.
import fc from 'fast-check'

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 1 })
