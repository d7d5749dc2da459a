#!/usr/bin/env node
'use strict';
// CommonJS by the package.json beside it: starting as an ES module costs more than `check` itself.
const words = process.argv.slice(2);

if (words[0] === 'check' && !words.includes('--help') && !words.includes('-h')) {
  require('../dist/check.cjs');
} else {
  void import('../dist/proviso.js');
}
