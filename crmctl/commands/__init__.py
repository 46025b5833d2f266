"""Commands: options in, one use case, its result out."""
