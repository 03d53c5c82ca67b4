package io.dataplat.jobs.stream;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What the state beside it is for: the shape of the operators, and which topics were read. */
record StateNote(int stateVersion, String fingerprint, Map<String, String> topics) {

  StateNote {
    topics = Collections.unmodifiableMap(new TreeMap<>(topics));
  }
}
