using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Tidings.Client.Tests;

/// <summary>What the bank's programs are compiled against. A change of it is seen in review: PublicSurface.txt is written anew by hand, from what the failing test has left beside it.</summary>
public sealed class The_public_surface
{
    static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void Is_what_was_agreed()
    {
        var file = Path.Combine(Path.GetDirectoryName(Here())!, "PublicSurface.txt");
        var surface = Of(typeof(TidingsClient).Assembly);
        var agreed = File.Exists(file) ? File.ReadAllText(file) : "";
        if (surface != agreed)
            File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "PublicSurface.txt"), surface);
        Assert.Equal(agreed.Split('\n'), surface.Split('\n'));
    }

    static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(static type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(type.FullName).Append(type.BaseType is { } from && from.Assembly == assembly ? $" : {from.Name}" : "").Append('\n');
            foreach (var line in Members(type).Distinct().Order(StringComparer.Ordinal))
                text.Append("  ").Append(line).Append('\n');
        }
        return text.ToString();
    }

    static IEnumerable<string> Members(Type type)
    {
        const BindingFlags own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt32(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)}");
        var isRecord = type.GetMethod("<Clone>$") is not null || type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;
        return
        [
            .. type.GetConstructors(own).Select(static made => $"new({Parameters(made)})"),
            .. type.GetFields(own).Select(static field => $"const {Name(field.FieldType)} {field.Name}"),
            .. type.GetProperties(own).Select(static property => $"{(property.GetCustomAttribute<RequiredMemberAttribute>() is null ? "" : "required ")}{Name(property.PropertyType)}{Null(Nullability.Create(property))} {property.Name} {{{(property.GetMethod?.IsPublic == true ? " get;" : "")}{Setter(property)} }}"),
            .. type.GetMethods(own).Where(method => !method.IsSpecialName && !method.Name.StartsWith('<') && !(isRecord && IsOfEveryRecord(method)))
                .Select(static method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}({Parameters(method)})"),
        ];
    }

    static bool IsOfEveryRecord(MethodInfo method) => method.Name is "Equals" or "GetHashCode" or "ToString" or "Deconstruct";

    static string Kind(Type type) => type.IsEnum ? "enum" : type.IsValueType ? "struct" : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    static string Setter(PropertyInfo property) => property.SetMethod is not { IsPublic: true } set ? ""
        : set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(static one => $"{Name(one.ParameterType)}{Null(Nullability.Create(one))} {one.Name}{(one.HasDefaultValue ? " = default" : "")}"));

    // Of a value the type says it already.
    static string Null(NullabilityInfo info) => info is { ReadState: NullabilityState.Nullable, Type.IsValueType: false } ? "?" : "";

    static string Name(Type type) => type.IsByRef ? Name(type.GetElementType()!) + "&" : Nullable.GetUnderlyingType(type) is { } inner ? Name(inner) + "?"
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;

    static string Here([CallerFilePath] string file = "") => file;
}
