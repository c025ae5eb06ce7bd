"""Pure mechanics of reading: layout, motions, selection, paint. Knows no widget and no disk."""
