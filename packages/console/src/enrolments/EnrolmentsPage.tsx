export function EnrolmentsPage() {
  return null;
}
