using System.Security.Cryptography;
using System.Text;
using Matrix.Runner.Legs;

namespace Matrix.Runner.Units;

/// <summary>
/// Copies of what build scripts wrote to OUT_DIR, each named by its content: units are compiled with the copy, so that nothing can change it
/// meanwhile, and every crate whose build script wrote the same has the same unit.
/// </summary>
/// <param name="folder">Of the copies.</param>
/// <param name="staging">Where copies are made, on the same file system.</param>
internal sealed class GeneratedFiles(string folder, string staging)
{
    private const int MostFiles = 2000;
    private const long MostBytes = 64L << 20;

    /// <returns>Path of the copy; null where it is too much, or something in it is no plain file.</returns>
    public string? Keep(string generated)
    {
        var copy = Path.Combine(staging, Path.GetRandomFileName());
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var room = new Room();
            if (!Copy(generated, copy, "", (hash, room)))
                return null;

            return Place(copy, Path.Combine(folder, Convert.ToHexStringLower(hash.GetHashAndReset())[..32]));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The leg changes it while it is copied: then it is the leg's own business.
            return null;
        }
        finally
        {
            FolderRemoval.Remove(copy);
        }
    }

    private static bool Copy(string from, string to, string relative, (IncrementalHash Hash, Room Room) into)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var name = $"{relative}/{entry.Name}";
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is not null)
                return false;

            if (entry is DirectoryInfo ? !Copy(entry.FullName, target, name, into) : !CopyFile((FileInfo)entry, target, name, into))
                return false;
        }

        return true;
    }

    private static bool CopyFile(FileInfo file, string target, string name, (IncrementalHash Hash, Room Room) into)
    {
        if (!ForeignFile.CanBeRead(file.FullName) || !into.Room.Take(file.Length))
            return false;

        file.CopyTo(target);
        var bytes = File.ReadAllBytes(target);
        into.Hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{bytes.Length}\0"));
        into.Hash.AppendData(bytes);
        return true;
    }

    private static string Place(string copy, string place)
    {
        try
        {
            if (!Directory.Exists(place))
                Directory.Move(copy, place);
        }
        catch (IOException) when (Directory.Exists(place))
        {
            // Another worker placed the same at this moment.
        }

        return place;
    }

    private sealed class Room
    {
        private int files = MostFiles;
        private long bytes = MostBytes;

        public bool Take(long length) => --files >= 0 && (bytes -= length) >= 0;
    }
}
