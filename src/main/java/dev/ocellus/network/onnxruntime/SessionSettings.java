package dev.ocellus.network.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;

/** How ONNX Runtime is set up, in one place. */
final class SessionSettings {
    private SessionSettings() {}

    /** The one environment of the process; it stays open until the process ends, as ONNX Runtime wants it. */
    static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    }

    static OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.valueOf(System.getProperty("lvl", "ALL_OPT")));
        options.setMemoryPatternOptimization(Boolean.getBoolean("pattern"));
        options.setCPUArenaAllocator(Boolean.getBoolean("arena"));
        return options;
    }
}
