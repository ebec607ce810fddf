package dev.ocellus.network.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;

/** How ONNX Runtime is set up, in one place. */
final class SessionSettings {
    private SessionSettings() {}

    /**
     * The one environment of the process; it stays open until the process ends, as ONNX Runtime wants it. It writes nothing to the console: whatever
     * goes wrong reaches the caller as an exception with the same words. It sends no usage data (its Windows build would, otherwise).
     */
    static OrtEnvironment environment() throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        environment.setTelemetry(false);
        return environment;
    }

    /**
     * Options for models whose inputs change their size from call to call. All optimisations, because the last level's blocked layout makes
     * convolutions a third faster and costs a few milliseconds at opening. The arena stays on: it is faster and, with several threads, smaller than
     * malloc. Memory patterns are off: one would be kept for every size ever seen.
     */
    static OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        options.setCPUArenaAllocator(true);
        options.setMemoryPatternOptimization(false);
        return options;
    }
}
