package io.yarnflink.launcher.jobjar;

import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassWriter;
import org.apache.flink.shaded.asm9.org.objectweb.asm.MethodVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes;

/** Writes class files for tests. */
public final class TestClass {

    private static final int VERSION_OF_JAVA_1 = 44;
    private static final String MAIN_DESCRIPTOR = "([Ljava/lang/String;)V";

    private final String name;
    private final ClassWriter writer = new ClassWriter(0);
    private int java = 17;
    private int access = Opcodes.ACC_PUBLIC;
    private String superclass = "java/lang/Object";
    private boolean hasMain;
    private String[] uses = {};
    private String method = "";
    private String descriptor = "";

    private TestClass(String name) {
        this.name = name.replace('.', '/');
    }

    /** A public class without a method. */
    public static TestClass named(String name) {
        return new TestClass(name);
    }

    /** A public class with a {@code main} that does nothing. */
    public static TestClass program(String name) {
        TestClass program = new TestClass(name);
        program.hasMain = true;
        return program;
    }

    TestClass notPublic() {
        access = 0;
        return this;
    }

    TestClass extending(String parent) {
        superclass = parent.replace('.', '/');
        return this;
    }

    TestClass forJava(int version) {
        java = version;
        return this;
    }

    /** Refers to classes. */
    public TestClass using(String... classes) {
        uses = classes;
        return this;
    }

    TestClass with(String methodName, String methodDescriptor) {
        method = methodName;
        descriptor = methodDescriptor;
        return this;
    }

    String entry() {
        return name + ".class";
    }

    /** The class file. */
    public byte[] bytes() {
        writer.visit(VERSION_OF_JAVA_1 + java, access | Opcodes.ACC_SUPER, name, null, superclass, null);
        for (String used : uses) {
            writer.visitField(0, "field" + used.hashCode(), "L" + used.replace('.', '/') + ";", null, null)
                    .visitEnd();
        }
        // Constants of each width, so that reading past them is tried.
        writer.visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, "wide", "J", null, 1234567890123L)
                .visitEnd();
        writer.visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, "text", "Ljava/lang/String;", null, "ünïcödé")
                .visitEnd();
        if (hasMain) {
            empty(writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "main", MAIN_DESCRIPTOR, null, null), 1);
        }
        if (!method.isEmpty()) {
            empty(writer.visitMethod(Opcodes.ACC_PUBLIC, method, descriptor, null, null), 2);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void empty(MethodVisitor visitor, int locals) {
        visitor.visitCode();
        visitor.visitInsn(Opcodes.RETURN);
        visitor.visitMaxs(0, locals);
        visitor.visitEnd();
    }
}
