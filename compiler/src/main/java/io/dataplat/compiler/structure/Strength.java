package io.dataplat.compiler.structure;

/** How much of a document must be there when it is checked. */
public enum Strength {
  /** As one layer states it: well formed, but other layers may give what is missing. */
  PARTIAL,
  /** After all layers are merged: every required field is there. */
  COMPLETE
}
