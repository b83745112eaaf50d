// A program, not a library: starting the module runs main().
await Module();
